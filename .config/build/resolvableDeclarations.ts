/**
 * Rewrites the imports in dist/'s declarations so that every module resolution follows them: `./x.ts` becomes `./x.js`,
 * and `./x.vue` becomes `./x.vue.js`, which lead to `x.d.ts` and `x.vue.d.ts`. TypeScript keeps the extensions of the
 * sources.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const DIST = fileURLToPath(new URL('../../dist', import.meta.url))

/** The extension in `from '../x.ts'` and `import("../x.vue")`. */
const EXTENSION = /(?<=(?:from |import\()(['"])\.[^'"]+)\.(ts|vue)(?=['"])/g

for (const name of readdirSync(DIST, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.d.ts')) continue
  const file = join(DIST, name)
  const text = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    text.replace(EXTENSION, (extension) => (extension === '.ts' ? '.js' : '.vue.js')),
  )
}
