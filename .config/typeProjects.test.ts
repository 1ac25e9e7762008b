import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const FOLDER = import.meta.dirname
const VUE = { extension: 'vue', isMixedContent: true, scriptKind: ts.ScriptKind.Deferred }

function filesOf(config: string): string[] {
  const { config: json } = ts.readConfigFile(config, ts.sys.readFile) as { config: unknown }
  const folder = join(config, '..')
  return ts.parseJsonConfigFileContent(json, ts.sys, folder, {}, config, undefined, [VUE]).fileNames
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
  const listed = [...script.matchAll(/^ {2}(\w+): '.*tsc/gm)].map(
    ([, name]) => `tsconfig.${name}.json`,
  )
  expect(listed.sort()).toEqual(projects.sort())
})
