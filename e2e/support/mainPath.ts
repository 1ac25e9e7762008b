/**
 * Returns the suffix for the title of a test that is repeated for several values, and is on the main path for some.
 *
 * `npm test` runs the tests whose title contains `@main`: the main path of each spec. `npm run test:thorough` runs all
 * others, and repeats those with `@soak` more often.
 */
export function mainIf(condition: boolean): string {
  return condition ? ' @main' : ''
}
