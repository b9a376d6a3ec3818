/** Counts that belong together and are forgotten together (S3): losing them costs an alarm, no sign-in. */
export interface TallyStore {
  /**
   * Adds to each field at once.
   *
   * @param increments 0 reads a field
   * @param lifeSeconds of the whole, from its first count
   * @returns the fields as they are then, in the order given
   */
  add(
    name: string,
    increments: ReadonlyArray<readonly [field: string, by: number]>,
    lifeSeconds: number,
  ): Promise<readonly number[]>;
}
