import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isSoak } from '../support/soak.ts'
import { createProject } from './project/createProject.ts'
import { installedVersions } from './project/installedVersions.ts'
import { installers, LOWEST_NODE } from './project/installers.ts'

const manifest = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { readonly engines: { readonly node: string }; readonly exports: Record<string, unknown> }

/**
 * Imports every entry with code, and prints the names of those that exist and export something. An entry for a framework
 * must name the framework if it is missing, as in these projects.
 */
const IMPORT_ALL = `import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
const found = []
for (const entry of ${JSON.stringify(Object.keys(manifest.exports))}) {
  const name = 'vue-chat-stream' + entry.slice(1)
  const isCode = !/\\.(css|json)$/.test(entry)
  const exists = isCode
    ? await import(name).then(
        (exported) => Object.keys(exported).length > 0,
        ({ message }) => entry === './server/nest' && message.includes("package '@nestjs/"),
      )
    : existsSync(fileURLToPath(import.meta.resolve(name)))
  if (exists) found.push(entry)
}
console.log(JSON.stringify(found))`

test('LOWEST_NODE, used to check engines, is the lowest Node that package.json allows', () => {
  expect(`${manifest.engines.node}.0`).toBe(`>=${LOWEST_NODE}`)
})

for (const [name, install] of Object.entries(installers)) {
  const skip = name !== 'npm' && !isSoak
  test(
    `the package installs with ${name} and engine-strict, and every entry can be imported (other tools than npm only with SOAK=1)`,
    { timeout: 900_000, concurrent: true, skip },
    async ({ onTestFinished }) => {
      const project = await createProject(
        { 'importAll.js': IMPORT_ALL },
        installedVersions('vue'),
        install,
      )
      onTestFinished(project.remove)
      const printed = await project.run(process.execPath, 'importAll.js')
      expect(JSON.parse(printed)).toEqual(Object.keys(manifest.exports))
    },
  )
}
