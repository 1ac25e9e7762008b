/**
 * How often something is tried that chance decides: `SOAK=1` tries it so often that little is left to chance,
 * which takes minutes; otherwise a few times have to do.
 */
export function howOften(soak: number, otherwise: number): number {
  return process.env['SOAK'] ? soak : otherwise
}
