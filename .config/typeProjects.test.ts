import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const FOLDER = import.meta.dirname
const TSC = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))

/** Returns the modules of a project. The compiler lists no components; they are in the folders of these modules. */
function filesOf(config: string): string[] {
  const output = execFileSync(process.execPath, [TSC, '--showConfig', '-p', config], {
    encoding: 'utf8',
  })
  const { files } = JSON.parse(output) as { files: string[] }
  return files.map((file) => join(config, '..', file))
}

const projects = readdirSync(FOLDER).filter(
  (name) => /^tsconfig\.\w+\.json$/.test(name) && name !== 'tsconfig.lib.json',
)

test('npm run types checks every file that the editor knows', () => {
  const all = filesOf(join(FOLDER, '../tsconfig.json'))
  const checked = new Set(projects.flatMap((name) => filesOf(join(FOLDER, name))))
  expect(all.length).toBeGreaterThan(1000)
  expect(all.filter((file) => !checked.has(file))).toEqual([])
})

test('npm run types checks every project', () => {
  const script = readFileSync(join(FOLDER, 'checkTypes.js'), 'utf8')
  const listed = [...script.matchAll(/(\w+): '[^']*tsc/g)].map(
    ([, name]) => `tsconfig.${name}.json`,
  )
  expect(listed.sort()).toEqual(projects.sort())
})
