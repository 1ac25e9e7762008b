import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

/** Pictures and fonts are compressed by themselves. */
const IS_TEXT = /\.(html|js|css|json|svg|webmanifest)$/

/** In bytes. Less than this is one packet of the network either way. */
const WORTH_IT = 1024

/** A little more is gained by 11, for ten times the time. */
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
 * Writes `.br` and `.gz` beside each text of the built app, for servers that send them instead: `npm start`, and
 * nginx with `gzip_static`.
 */
export function precompressed(): Plugin {
  let folder = ''
  return {
    name: 'vue-chat-stream:precompressed',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    // After everything is written, the service worker and what is in public/, too.
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const entries = await readdir(folder, { recursive: true, withFileTypes: true })
        const paths = entries
          .filter((entry) => entry.isFile() && IS_TEXT.test(entry.name))
          .map(({ parentPath, name }) => join(parentPath, name))
        const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size))
        await Promise.all(paths.filter((_, place) => (sizes[place] ?? 0) >= WORTH_IT).map(compress))
      },
    },
  }
}
