import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { toAbsoluteLinks, toPageUrl } from './readmeLinks.ts'

const REPOSITORY = 'git+https://github.com/me/it.git'

test.each([
  ['a relative link', '[a](docs/a.md#b)', '[a](https://github.com/me/it/blob/main/docs/a.md#b)'],
  ['an image', '![a](docs/a.png)', '![a](https://github.com/me/it/raw/main/docs/a.png)'],
  [
    'a link to another owner',
    '[a](https://github.com/you/old/blob/main/a.md)',
    '[a](https://github.com/me/it/blob/main/a.md)',
  ],
  ['a link to a heading', '[a](#b)', '[a](#b)'],
  ['a link to another site', '[a](https://vuejs.org/guide)', '[a](https://vuejs.org/guide)'],
])('toAbsoluteLinks() writes %s', (_, text, expected) => {
  expect(toAbsoluteLinks(text, REPOSITORY)).toBe(expected)
})

test.each(['README.md', 'README.zh-CN.md'])(
  'the links of %s work at npm: run `npm run readme-links` if this fails',
  (name) => {
    const readme = readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
    expect(readme).toBe(toAbsoluteLinks(readme, manifest.repository.url))
  },
)

test('homepage and bugs of package.json are pages of its repository', () => {
  const page = toPageUrl(manifest.repository.url)
  expect(manifest.homepage).toBe(`${page}#readme`)
  expect(manifest.bugs.url).toBe(`${page}/issues`)
})
