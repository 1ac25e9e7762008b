/** Of everything that these tests draw: `SEED=7 npm run test:package` draws other things. */
export const SEED = Number(process.env['SEED'] ?? 1)
if (!Number.isInteger(SEED)) throw new RangeError('SEED must be a whole number.')
