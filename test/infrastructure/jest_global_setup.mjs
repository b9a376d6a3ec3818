// Jest by itself has no servers to test against: says so before the first test fails for a stranger reason.
export default function requireTestCommand() {
  if (!process.env.POTERNE_TEST_RUN_DIR) {
    throw new Error('Start the tests with `npm test -- <path or -t name>`: it starts the servers that they need.');
  }
}
