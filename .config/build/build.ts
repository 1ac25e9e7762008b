/**
 * Builds the app into dist-app/, or the package into dist/: `npm run build`, `npm run build:lib`. With
 * `--if-stale` it does nothing if the build is one of the sources as they are now.
 */
import { ensureBuilt, isBuild, makeBuild } from './builds.ts'

const [folder = '', flag] = process.argv.slice(2)
if (!isBuild(folder)) throw new Error(`There is no build for the folder "${folder}".`)
await (flag === '--if-stale' ? ensureBuilt(folder) : makeBuild(folder))
