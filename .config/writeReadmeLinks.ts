/**
 * Makes the links of the READMEs absolute, with the repository that package.json names: `npm run readme-links`. Run it
 * after you have added a link, or changed `repository`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import manifest from '../package.json' with { type: 'json' }
import { toAbsoluteLinks } from './readmeLinks.ts'

for (const name of ['README.md', 'README.zh-CN.md']) {
  const path = fileURLToPath(new URL(`../${name}`, import.meta.url))
  writeFileSync(path, toAbsoluteLinks(readFileSync(path, 'utf8'), manifest.repository.url))
}
