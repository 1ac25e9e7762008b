import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const toPath = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Builds the attack page into a folder, with the config of the app. */
export async function buildPage(folder: string): Promise<void> {
  await build({
    configFile: toPath('../../vite.config.ts'),
    root: toPath('.'),
    publicDir: false,
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true },
  })
}
