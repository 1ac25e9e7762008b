import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { createProject } from './project/createProject.ts'
import { installedVersions } from './project/installedVersions.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const ENTRIES = Object.values(manifest.exports).flatMap((entry) =>
  typeof entry === 'object' ? [entry.types] : [],
)
const RESOLUTIONS = ['Node16', 'Bundler'] as const

/**
 * Compiles the declarations of the package as a strict consumer does that checks those of libraries.
 *
 * @param compiler the version of TypeScript to use
 * @param folder of the package
 * @param resolution of modules
 * @returns what is wrong with them
 */
function check(
  compiler: typeof ts,
  folder: string,
  resolution: (typeof RESOLUTIONS)[number],
): readonly unknown[] {
  const program = compiler.createProgram(
    ENTRIES.map((path) => join(folder, path)),
    {
      module: compiler.ModuleKind[resolution === 'Node16' ? 'Node16' : 'ESNext'],
      moduleResolution: compiler.ModuleResolutionKind[resolution],
      target: compiler.ScriptTarget.ES2022,
      // TypeScript 5.4 knows no later library.
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      types: ['node'],
      typeRoots: [join(folder, '../@types'), join(folder, 'node_modules/@types')],
    },
  )
  // Check only our declarations: those of Vue and Node take most of a minute on a busy machine.
  const ours = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(join(folder, 'dist/')))
  expect(ours.length).toBeGreaterThan(ENTRIES.length)
  return ours
    .flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ])
    .map(({ file, messageText }) => [file?.fileName, messageText])
}

test.each(RESOLUTIONS)(
  'the declarations compile for a consumer with the module resolution %s and skipLibCheck off',
  (resolution) => {
    expect(check(ts, ROOT, resolution)).toEqual([])
  },
)

/** The lowest versions that package.json allows. */
const LOWEST = { typescript: '5.4', vue: '3.5.0' }

test('the declarations compile with the lowest TypeScript and Vue that package.json allows', async ({
  onTestFinished,
}) => {
  const { typescript, vue } = manifest.peerDependencies
  expect([typescript, vue]).toEqual([`>=${LOWEST.typescript}`, `^${LOWEST.vue}`])
  const project = await createProject(
    {},
    {
      ...installedVersions('@types/node', '@nestjs/common', 'reflect-metadata', 'rxjs'),
      ...LOWEST,
    },
  )
  onTestFinished(project.remove)
  const require = createRequire(join(project.folder, 'package.json'))
  // The compiler's API is the same in both versions, as far as it is used here.
  const compiler = require('typescript') as typeof ts
  expect(compiler.version).toMatch(/^5\.4\./)
  const folder = join(project.folder, 'node_modules/vue-chat-stream')
  for (const resolution of RESOLUTIONS) expect(check(compiler, folder, resolution)).toEqual([])
})
