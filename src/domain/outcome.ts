/** Expected failures are values: an operation answers its result or the code of what prevented it. */

export type Outcome<Value, Failure extends { readonly code: string }> =
  | ({ readonly ok: true } & Value)
  | ({ readonly ok: false } & Failure);
