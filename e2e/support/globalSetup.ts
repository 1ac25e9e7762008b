import { ensureBuilt } from '../../.config/build/builds.ts'
import { ensureBrowser } from './ensureBrowser.ts'

/** Makes sure that there are a browser and fresh builds of the app and of the package. */
export default async function globalSetup(): Promise<void> {
  ensureBrowser()
  await ensureBuilt('dist-app')
  await ensureBuilt('dist')
}
