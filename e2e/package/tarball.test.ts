// Checks what npm would publish: which packages a user must install, and which files the tarball has.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }

const ROOT = join(import.meta.dirname, '../..')
const DIST = join(ROOT, 'dist')
const MEGABYTE = 1024 * 1024

const readDist = (name: string) => readFileSync(join(DIST, name), 'utf8')
const filesOf = (extension: string) =>
  readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith(extension),
  )

/** Returns the names of the packages that these files import, except for Node's modules. */
function packagesIn(extension: string): readonly string[] {
  const imported = filesOf(extension).flatMap(
    (file) => ts.preProcessFile(readDist(file), true, true).importedFiles,
  )
  const names = imported.map(({ fileName }) => /^(?:@[^/]+\/)?[^/]+/.exec(fileName)?.[0] ?? '')
  return [...new Set(names)].filter((name) => !/^(?:node:|\.)/.test(name)).sort()
}

test('the package has no dependencies, and all of its peers are optional', () => {
  expect(manifest).not.toHaveProperty('dependencies')
  expect(Object.keys(manifest.peerDependenciesMeta)).toEqual(Object.keys(manifest.peerDependencies))
  for (const meta of Object.values(manifest.peerDependenciesMeta)) expect(meta.optional).toBe(true)
})

test('the code imports only Node and peers', () => {
  const { peerDependencies } = manifest
  const imported = packagesIn('.js')
  expect(imported).toEqual(expect.arrayContaining(['@nestjs/common', 'katex', 'vue']))
  expect(Object.keys(peerDependencies)).toEqual(expect.arrayContaining([...imported]))
})

test('the declarations import only the types of Node, Nest and Vue', () => {
  expect(packagesIn('.d.ts')).toEqual(['@nestjs/common', 'vue'])
})

test('dist/LICENSES.md has the license of every bundled package', () => {
  const sources = filesOf('.js.map').flatMap(
    (file) => (JSON.parse(readDist(file)) as { sources: string[] }).sources,
  )
  const bundled = sources.flatMap(
    (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  )
  expect(bundled).toContain('markdown-it')
  const licenses = new Map(
    readDist('LICENSES.md')
      .split(/^## /m)
      .map((text) => [text.split(' - ')[0], text]),
  )
  for (const name of new Set(bundled)) {
    expect(licenses.get(name), name).toMatch(/permission is hereby granted|redistribution and use/i)
  }
})

test('dist/app/LICENSES.md has the licenses of the packages in the app', () => {
  const text = readDist('app/LICENSES.md')
  for (const name of ['markdown-it', 'mermaid', 'pinia', 'reka-ui', '@vue/runtime-core'])
    expect(text, name).toMatch(new RegExp(`^## ${name}\\b`, 'm'))
})

test('the tarball has at most 4 MB, and contains the app without compressed copies and source maps', () => {
  const printed = execFileSync('npm', ['pack', ROOT, '--dry-run', '--ignore-scripts', '--json'], {
    encoding: 'utf8',
  })
  const [tarball] = JSON.parse(printed) as [{ size: number; files: { path: string }[] }]
  expect(tarball.size).toBeLessThan(4 * MEGABYTE)
  const paths = tarball.files.map(({ path }) => path)
  expect(paths).toContain('dist/index.js')
  expect(paths.filter((path) => !path.startsWith('dist/')).sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'README.zh-CN.md',
    'package.json',
  ])
  expect(paths.filter((path) => /\.(?:gz|br|zst)$/.test(path))).toEqual([])
  expect(paths.filter((path) => path.endsWith('.html'))).toEqual([
    'dist/app/diagram/index.html',
    'dist/app/index.html',
  ])
  expect(paths.filter((path) => /^dist\/app\/.*\.map$/.test(path))).toEqual([])
})
