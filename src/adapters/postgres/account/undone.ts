/** How a change of a file ends before anything is written. */
import type { FileAnswer, MemberRefusal } from '../../../ports/account/account_file_store.js';

/** Ends the transaction with this answer, and nothing written. */
export class Undone extends Error {
  readonly answer: FileAnswer | MemberRefusal;
  constructor(answer: FileAnswer | MemberRefusal) {
    super(answer);
    this.name = 'Undone';
    this.answer = answer;
  }
}
