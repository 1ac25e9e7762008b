import { ensureBuilt } from './build/builds.ts'

/** Builds the package before its tests if the sources changed since it was built. */
export default async function setup(): Promise<void> {
  await ensureBuilt('dist')
}
