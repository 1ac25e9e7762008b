/**
 * Returns how often to repeat a test that depends on chance: `soak` times with `SOAK=1`, enough to leave little to
 * chance, which takes minutes; otherwise `otherwise` times.
 */
export function repetitions(soak: number, otherwise: number): number {
  return process.env['SOAK'] ? soak : otherwise
}
