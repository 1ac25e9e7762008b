import { ensureBuilt } from '../../.config/build/builds.ts'
import { ensureBrowser } from './ensureBrowser.ts'

/** Installs a browser if none is found, and rebuilds the app and the package if they are stale. */
export default async function globalSetup(): Promise<void> {
  ensureBrowser()
  await ensureBuilt('dist-app')
  await ensureBuilt('dist')
}
