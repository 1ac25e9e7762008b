// Every example of the README and of docs/ in TypeScript or Vue, against the built declarations.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeExamplesFolder } from './examplesFolder.ts'
import { layOut } from './layOut.ts'
import { listPages, readExamples } from './readExamples.ts'

const ROOT = join(import.meta.dirname, '../../..')
const CHECKED = ['ts', 'tsx', 'vue']

/** What the pages take for granted: a model in the servers’ recipes, and Nuxt’s own functions. */
const GIVEN = {
  'given.d.ts': `import type { Ref } from 'vue'
    declare global {
      function useFetch<Data>(url: string): Promise<{ data: Ref<Data | undefined> }>
    }`,
  'tsconfig.json': JSON.stringify({
    extends: `${ROOT}/tsconfig.json`,
    compilerOptions: {
      jsx: 'react-jsx',
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      // An example may end with a name that its reader goes on with.
      noUnusedLocals: false,
      types: ['node', 'vite/client'],
    },
    include: ['.'],
    exclude: [],
  }),
}

/** The files of a page in TypeScript and Vue, in a folder of its own, by their names. */
async function filesOf(page: string): Promise<readonly [name: string, text: string][]> {
  const examples = (await readExamples(page)).filter(({ language }) => CHECKED.includes(language))
  return Object.entries(layOut(examples)).map(([name, text]) => [
    `${page.replace(/\.md$/, '')}/${name}`,
    // A module, whatever it imports.
    /\.tsx?$/.test(name) ? `${text}\nexport {}\n` : text,
  ])
}

test('every example in TypeScript and Vue fits the types of the package', async () => {
  const files = (await Promise.all((await listPages()).map(filesOf))).flat()
  expect(files.length).toBeGreaterThan(10)
  const folder = await makeExamplesFolder('types', { ...Object.fromEntries(files), ...GIVEN })

  const compiler = join(ROOT, 'node_modules/.bin/vue-tsc')
  const { stdout } = spawnSync(compiler, ['--noEmit', '-p', folder], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect(stdout).toBe('')
})
