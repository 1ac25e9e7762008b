import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadDeployerConfig, readDeployerConfig } from './deployerConfig.ts'

const warn = vi.spyOn(console, 'warn')
beforeEach(() => void warn.mockImplementation(() => undefined))
afterEach(() => void warn.mockReset())

const warnings = () => warn.mock.calls.map(([text]) => String(text)).join('\n')

describe('the deployer’s config.json', () => {
  it('sets the address and the way of sending', () => {
    expect(readDeployerConfig({ url: '/api/chat', transport: 'post' })).toEqual({
      url: '/api/chat',
      transport: 'post',
    })
    expect(warnings()).toBe('')
  })

  it('loses only the fields that are wrong, and names them', () => {
    expect(readDeployerConfig({ url: 'ftp://x', transport: 'get', theme: 'dark' })).toEqual({
      transport: 'get',
    })
    expect(warnings()).toContain('"url" is "ftp://x"')
    expect(warnings()).toContain('"theme"')
    expect(warnings()).not.toContain('"transport"')
  })

  it.each([null, [], 'text', 3])('is ignored as a whole where it is %j', (value) => {
    expect(readDeployerConfig(value)).toEqual({})
    expect(warnings()).toContain('JSON object')
  })
})

describe('loading it', () => {
  const answer = (body: string, status = 200, type = 'application/json') =>
    loadDeployerConfig(
      async () => new Response(body, { status, headers: { 'content-type': type } }),
    )

  it('reads what the server gives', async () => {
    expect(await answer('{"transport":"get"}')).toEqual({ transport: 'get' })
  })

  it('is content without one', async () => {
    expect(await answer('', 404)).toEqual({})
    expect(await answer('<!doctype html>', 200, 'text/html')).toEqual({})
    expect(warnings()).toBe('')
  })

  it('says that a broken one is broken, and goes on', async () => {
    expect(await answer('{"url":')).toEqual({})
    expect(warnings()).toContain('could not be read')
  })

  it('goes on without a server', async () => {
    expect(await loadDeployerConfig(() => Promise.reject(new TypeError('offline')))).toEqual({})
  })
})
