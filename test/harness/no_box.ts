/** A sealed box for stores of which a test seals nothing: who does all the same is told. */
export const NO_BOX = { currentId: '', seal: refuse, open: refuse };

function refuse(): never {
  throw new Error('nothing is sealed here');
}
