import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadDeployerConfig } from './deployerConfig.ts'

const warn = vi.spyOn(console, 'warn')
beforeEach(() => void warn.mockImplementation(() => undefined))
afterEach(() => void warn.mockReset())

const NONE = { defaults: {}, problems: [] }

describe('loading the deployer’s config.json', () => {
  const answer = (body: string, status = 200, type = 'application/json') =>
    loadDeployerConfig(
      async () => new Response(body, { status, headers: { 'content-type': type } }),
    )

  it.each([
    { url: '/api/chat', transport: 'post' },
    { transport: 'get' },
    { server: 'ollama', model: 'qwen3', temperature: 0.5 },
  ])('reads %j', async (config) => {
    expect(await answer(JSON.stringify(config))).toEqual({ defaults: config, problems: [] })
    expect(warn).not.toHaveBeenCalled()
  })

  it('tells what is wrong, on the console too, and keeps the rest', async () => {
    const problem = { kind: 'wrong', field: 'url', found: '"ftp://x"', expected: 'address' }
    expect(await answer('{"url":"ftp://x","transport":"get"}')).toEqual({
      defaults: { transport: 'get' },
      problems: [problem],
    })
    expect(warn).toHaveBeenCalledWith('config.json:', problem)
  })

  it('is content without one', async () => {
    expect(await answer('', 404)).toEqual(NONE)
    expect(await answer('<!doctype html>', 200, 'text/html')).toEqual(NONE)
    expect(warn).not.toHaveBeenCalled()
  })

  it('says that a broken one is broken, and goes on', async () => {
    expect(await answer('{"url":')).toEqual({ defaults: {}, problems: [{ kind: 'unreadable' }] })
    expect(warn.mock.calls.join()).toContain('could not be read')
  })

  it('goes on without a server', async () => {
    const offline = () => Promise.reject(new TypeError('offline'))
    expect(await loadDeployerConfig(offline)).toEqual(NONE)
  })
})
