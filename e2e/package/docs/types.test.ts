// Type-checks every TypeScript and Vue example of the README and docs/ against the built declarations.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeExamplesFolder } from './examplesFolder.ts'
import { toFiles } from './toFiles.ts'
import { listPages, readExamples } from './readExamples.ts'

const ROOT = join(import.meta.dirname, '../../..')
const CHECKED = ['ts', 'tsx', 'vue']

/** Files that the examples rely on, such as the declarations of Nuxt’s globals, and the compiler's config. */
const PREREQUISITES = {
  'given.d.ts': `import type { Ref } from 'vue'
    declare global {
      function defineNuxtConfig(config: { css: string[] }): object
      function useFetch<Data>(url: string): Promise<{ data: Ref<Data | undefined> }>
    }`,
  'tsconfig.json': JSON.stringify({
    extends: `${ROOT}/tsconfig.json`,
    compilerOptions: {
      jsx: 'react-jsx',
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      // An example may declare a name that only its reader uses.
      noUnusedLocals: false,
      types: ['node', 'vite/client'],
      // Nuxt 4 has h3 1, and Nitro 3 exports h3 2. Both are too large to install for their types.
      paths: {
        h3: [`${ROOT}/node_modules/h3-v1`],
        'nitro/h3': [`${ROOT}/node_modules/h3`],
      },
    },
    include: ['.'],
    exclude: [],
  }),
}

/** Returns the TypeScript and Vue examples of a page as files in its own folder. */
async function filesOf(page: string): Promise<readonly [name: string, text: string][]> {
  const examples = (await readExamples(page)).filter(({ language }) => CHECKED.includes(language))
  return Object.entries(toFiles(examples)).map(([name, text]) => [
    `${page.replace(/\.md$/, '')}/${name}`,
    // Make every file a module, even without imports.
    /\.tsx?$/.test(name) ? `${text}\nexport {}\n` : text,
  ])
}

test('every TypeScript and Vue example compiles with the types of the package', async () => {
  const files = (await Promise.all((await listPages()).map(filesOf))).flat()
  expect(files.length).toBeGreaterThan(10)
  const folder = await makeExamplesFolder('types', {
    ...Object.fromEntries(files),
    ...PREREQUISITES,
  })

  const compiler = join(ROOT, 'node_modules/.bin/vue-tsc')
  const { stdout } = spawnSync(compiler, ['--noEmit', '-p', folder], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect(stdout).toBe('')
})
