import { expect, test } from 'vitest'
import { appHeaders } from './appHeaders.ts'

const policy = (path: string) => appHeaders(path)['Content-Security-Policy']

test('nobody may frame the app', () => {
  expect(policy('/index.html')).toContain("frame-ancestors 'none'")
  expect(policy('/diagram.html')).toContain("frame-ancestors 'none'")
})

test('the app alone may frame the page that draws diagrams, which has no origin of its own', () => {
  expect(policy('/diagram/index.html')).toBe("frame-ancestors 'self'; sandbox allow-scripts")
})
