import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { hashSources, isFresh, writeStamp } from './buildStamp.ts'

let root: string

/** Creates a project with one file in each place that a build reads. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'build-stamp-'))
  onTestFinished(() => rm(root, { recursive: true }))
  for (const folder of ['src/app', 'public', '.config/build', 'dist-app']) {
    await mkdir(join(root, folder), { recursive: true })
  }
  for (const file of ['src/app/main.ts', 'public/icon.svg', 'index.html', 'vite.config.ts']) {
    await writeFile(join(root, file), 'before')
  }
  await writeFile(join(root, 'package-lock.json'), '{}')
  await writeStamp('dist-app', await hashSources(root), root)
})

describe('isFresh()', () => {
  test('accepts a build of the sources as they are', async () => {
    expect(await isFresh('dist-app', root)).toBe(true)
  })

  test.each([
    'src/app/main.ts',
    'src/app/new.vue',
    'public/icon.svg',
    'index.html',
    'package-lock.json',
  ])('refuses a build that is older than a change of %s', async (file) => {
    await writeFile(join(root, file), 'after')
    expect(await isFresh('dist-app', root)).toBe(false)
  })

  test('accepts a build when only a test changed', async () => {
    await writeFile(join(root, 'src/app/main.test.ts'), 'after')
    expect(await isFresh('dist-app', root)).toBe(true)
  })

  test('refuses a folder that was never built', async () => {
    expect(await isFresh('dist', root)).toBe(false)
  })

  test('refuses a build that was deleted', async () => {
    await rm(join(root, 'dist-app'), { recursive: true })
    expect(await isFresh('dist-app', root)).toBe(false)
  })
})
