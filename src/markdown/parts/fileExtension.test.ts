import { expect, test } from 'vitest'
import { fileExtension } from './fileExtension.ts'

test.each([
  ['ts', 'ts'],
  ['TypeScript', 'ts'],
  ['c++', 'cpp'],
  ['go', 'go'],
  ['', 'txt'],
  ['../../etc', 'txt'],
  ['a.exe', 'txt'],
  ['averylongname', 'txt'],
  ['__proto__', 'txt'],
  ['中文', 'txt'],
])('fileExtension(%j) is %s', (language, extension) => {
  expect(fileExtension(language)).toBe(extension)
})

test('fileExtension() handles names of object properties', () => {
  expect(fileExtension('toString')).toBe('tostring')
})
