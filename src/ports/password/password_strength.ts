/** How hard a password is to guess for somebody with dictionaries and the person's file (C1). */
export interface PasswordStrength {
  /**
   * @param words of the person's file: to be guessed first
   * @returns 0 to 4; 3 is 10⁸ guesses or more
   */
  of(password: string, words: readonly string[]): Promise<number>;
  /** Is it itself one of the most common passwords? */
  isCommon(password: string): Promise<boolean>;
}
