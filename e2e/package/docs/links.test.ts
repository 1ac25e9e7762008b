// Checks the links between the README and docs/.
import { access } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { toPageUrl } from '../../../.config/readmeLinks.ts'
import manifest from '../../../package.json' with { type: 'json' }
import { listPages, readPage } from './readExamples.ts'

const ROOT = join(import.meta.dirname, '../../..')
const LINK = /\]\((?!https?:)([^)\s]+)\)/g
/** The start of absolute links to files of the repository, such as those of the README. */
const FILE_URL = new RegExp(`${toPageUrl(manifest.repository.url)}/(?:blob|raw)/main/`, 'g')

/** Returns the anchors that GitHub creates for the headings of a page. */
async function anchorsOf(page: string): Promise<readonly string[]> {
  const text = (await readPage(page)).replaceAll(/^```.*?^```$/gms, '')
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-'),
  )
}

async function linksOf(page: string) {
  const text = (await readPage(page)).replace(FILE_URL, '')
  return [...text.matchAll(LINK)].map(([, link = '']) => {
    const [path = '', anchor] = link.split('#')
    return { link, anchor, target: path ? join(dirname(page), path) : page }
  })
}

test('every link leads to an existing page or file, and to an existing heading', async () => {
  const broken: string[] = []
  for (const page of await listPages()) {
    for (const { link, anchor, target } of await linksOf(page)) {
      const exists = await access(join(ROOT, target)).then(
        () => true,
        () => false,
      )
      const isValid = exists && (!anchor || (await anchorsOf(target)).includes(anchor))
      if (!isValid) broken.push(`${page}: ${link}`)
    }
  }
  expect(broken).toEqual([])
})

test.each(['README.md', 'README.zh-CN.md'])('%s links to every page', async (readme) => {
  const linked = (await linksOf(readme)).map(({ target }) => relative('.', target))
  const pages = (await listPages()).filter((page) => page.startsWith('docs/'))
  expect(linked).toEqual(expect.arrayContaining(pages))
})
