/** What happens at « Gérer mon compte » once the person proved themselves. */
export type Wish =
  | { readonly kind: 'home' }
  /** shows the question whether to undo this link */
  | { readonly kind: 'ask_undo'; readonly link: string }
  /** undoes this link, once the person proved themselves afresh */
  | { readonly kind: 'undo'; readonly link: string };
