/** Seed of all random values in these tests. `SEED=7 npm run test:package` draws others. */
export const SEED = Number(process.env['SEED'] ?? 1)
if (!Number.isInteger(SEED)) throw new RangeError('SEED must be a whole number.')
