import { describe, expect, test } from 'vitest'
import { linkHost } from './linkHost.ts'

describe('the host of a link', () => {
  test.each([
    ['https://a.example/b', 'the manual', 'a.example'],
    ['https://a.example:8080/b', 'the manual', 'a.example:8080'],
    ['//a.example/b', 'the manual', 'a.example'],
    ['HTTPS://A.EXAMPLE', 'here', 'a.example'],
    ['mailto:a@b.example?subject=x', 'write', 'a@b.example'],
    ['https://a.example', '', 'a.example'],
  ])('is returned for %s with the text %j', (href, text, host) => {
    expect(linkHost(href, text)).toBe(host)
  })

  test.each([
    ['https://a.example/b', 'https://a.example/b'],
    ['https://a.example/b', 'a.example/b'],
    ['https://a.example/b?c', 'HTTP://A.example'],
    ['https://a.example', 'a.example?q'],
    ['https://zh.a.example/%E7%8B%90', 'https://zh.a.example/狐'],
    ['mailto:a@b.example', 'a@b.example'],
    ['mailto:a@b.example', 'mailto:a@b.example'],
    ['/path', 'the manual'],
    ['path', 'the manual'],
    ['', 'the manual'],
  ])('is empty if the text shows it, or within the site: %s with the text %j', (href, text) => {
    expect(linkHost(href, text)).toBe('')
  })

  test.each([
    ['a name in front of the host', 'https://bank.example@evil.test/', 'https://bank.example/'],
    ['a name and a password', 'https://bank.example:443@evil.test', 'bank.example'],
    [
      'the same name in the text',
      'https://bank.example@evil.test',
      'https://bank.example@evil.test',
    ],
    ['a port of another', 'https://evil.test', 'evil.test:443@bank.example'],
    ['a shorter host', 'https://evil.test', 'https://evil.test.bank.example'],
    ['a host in the path', 'https://evil.test/bank.example', 'bank.example'],
    ['a host in words', 'https://evil.test', 'evil.test is bank.example'],
    ['a backslash', 'https:\\\\evil.test\\@bank.example', 'https://bank.example'],
    ['a dot of another script', 'https://evil.test/', 'evil.test。bank.example'],
    ['words that turn around', 'https://evil.test/', 'evil.test/\u202Eelpmaxe.knab//:sptth'],
    ['letters from right to left', 'https://evil.test/', 'evil.test/אבג.bank.example'],
    ['what is not seen', 'https://evil.test/', 'evil.test/\u200B'],
  ])('is returned if the text pretends another host: %s', (_trick, href, text) => {
    expect(linkHost(href, text)).toBe('evil.test')
  })

  test('is never shortened', () => {
    const href = `https://bank.example.${'a.'.repeat(100)}evil.test`
    expect(linkHost(href, 'https://bank.example')).toBe(new URL(href).host)
  })

  test('is written in the ASCII form that browsers send, not in lookalike letters', () => {
    expect(linkHost('https://аpple.example', 'https://аpple.example')).toBe('xn--pple-43d.example')
    expect(linkHost('https://例え.example', 'example')).toBe('xn--r8jz45g.example')
    expect(linkHost('https://ＥＶＩＬ.test', 'bank')).toBe('evil.test')
  })
})
