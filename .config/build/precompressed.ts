import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

/** Images and fonts have their own compression. */
const IS_TEXT = /\.(html|js|css|json|svg|webmanifest)$/

/** In bytes. A smaller file fits into one network packet either way. */
const MIN_SIZE = 1024

/** Quality 11 saves little more and takes ten times as long. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

async function compress(path: string): Promise<void> {
  const text = await readFile(path)
  await Promise.all([
    promisify(brotliCompress)(text, BROTLI).then((bytes) => writeFile(`${path}.br`, bytes)),
    promisify(gzip)(text, { level: constants.Z_BEST_COMPRESSION }).then((bytes) =>
      writeFile(`${path}.gz`, bytes),
    ),
  ])
}

/**
 * Writes a `.br` and a `.gz` file next to each text file of the built app, for servers that send them instead: `npm
 * start`, and nginx with `gzip_static`.
 */
export function precompressed(): Plugin {
  let folder = ''
  return {
    name: 'vue-chat-stream:precompressed',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    // Run after all files are written, including the service worker and those from public/.
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const entries = await readdir(folder, { recursive: true, withFileTypes: true })
        const paths = entries
          .filter((entry) => entry.isFile() && IS_TEXT.test(entry.name))
          .map(({ parentPath, name }) => join(parentPath, name))
        const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size))
        await Promise.all(paths.filter((_, index) => (sizes[index] ?? 0) >= MIN_SIZE).map(compress))
      },
    },
  }
}
