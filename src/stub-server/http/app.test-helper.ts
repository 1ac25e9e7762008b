import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { onTestFinished } from 'vitest'
import { appFiles } from './appFiles.ts'
import type { StubServer, StubServerOptions } from '../server.ts'
import { serverForTest } from '../server.test-helper.ts'

/** The digits 0 to 9: each byte of this file equals its own position. */
export const DIGITS = '0123456789'

/** Text long enough that its compressed variants are shorter. */
export const SCRIPT = 'export const text = "the same words"\n'.repeat(40)

/** Serves a small built app and the stub on one origin. The server and the folder end with the test. */
export async function appForTest(
  options: StubServerOptions = {},
): Promise<StubServer & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'app-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const write = (path: string, content: string | Uint8Array) =>
    writeFile(join(folder, path), content)
  await mkdir(join(folder, 'assets'))
  await mkdir(join(folder, 'diagram'))
  await write('index.html', '<!doctype html><title>App</title>')
  await write('config.json', '{}')
  await write('digits.txt', DIGITS)
  await write('empty.txt', '')
  await write('.secret', 'hidden')
  await write('diagram/index.html', '<!doctype html><title>Diagram</title>')
  await write('assets/index-1a2b.js', SCRIPT)
  await write('assets/index-1a2b.js.gz', gzipSync(SCRIPT))
  await write('assets/index-1a2b.js.br', brotliCompressSync(SCRIPT))
  return { folder, ...(await serverForTest({ before: appFiles(folder), ...options })) }
}
