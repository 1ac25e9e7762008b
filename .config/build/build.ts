/**
 * Builds the app into dist-app/, or the package into dist/: `npm run build`, `npm run build:lib`. With `--if-stale` it
 * builds only if the sources changed since the last build.
 */
import { ensureBuilt, isBuild, makeBuild } from './builds.ts'

const [folder = '', flag] = process.argv.slice(2)
if (!isBuild(folder)) throw new Error(`Unknown build folder "${folder}". Pass dist-app or dist.`)
await (flag === '--if-stale' ? ensureBuilt(folder) : makeBuild(folder))
