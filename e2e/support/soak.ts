/** Whether to run what takes minutes: `SOAK=1`, as in `npm run test:thorough`. */
export const isSoak = Boolean(process.env['SOAK'])

/**
 * Returns how often to repeat a test that depends on chance: `soak` times with `SOAK=1`, enough to leave little to
 * chance, which takes minutes; otherwise `otherwise` times.
 */
export function repetitions(soak: number, otherwise: number): number {
  return isSoak ? soak : otherwise
}
