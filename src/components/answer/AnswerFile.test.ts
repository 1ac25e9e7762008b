import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import AnswerFile from './AnswerFile.vue'
import { getButton, mountWithTexts } from '../base/mount.test-helper.ts'

enableAutoUnmount(afterEach)
afterEach(() => vi.unstubAllGlobals())

const mountFile = (mediaType: string, url: string, name?: string) =>
  mountWithTexts(AnswerFile, { props: { file: { type: 'file', mediaType, url, name } } })

describe('AnswerFile', () => {
  test('shows an image that is part of the answer', () => {
    const image = mountFile('image/png', 'data:image/png;base64,AA', 'A fox').get('img')
    expect(image.attributes()).toMatchObject({ src: 'data:image/png;base64,AA', alt: 'A fox' })
  })

  test('does not fetch a remote image before the user clicks', () => {
    const fetch = vi.fn()
    vi.stubGlobal('fetch', fetch)
    const view = mountFile('image/png', 'https://pictures.test/fox.png')
    expect(view.find('img').exists()).toBe(false)
    expect(getButton(view, 'Load image from pictures.test')).toBeDefined()
    expect(fetch).not.toHaveBeenCalled()
  })

  test('shows a link to any other remote file', () => {
    const link = mountFile('application/pdf', 'https://files.test/a.pdf', 'a.pdf').get('a')
    expect(link.text()).toBe('a.pdf')
    expect(link.attributes()).toMatchObject({ target: '_blank', rel: 'noopener noreferrer' })
  })

  test.each([
    ['text/html', 'data:text/html,<script>alert(1)</script>'],
    ['text/html', 'javascript:alert(1)'],
    ['image/svg+xml', 'data:image/svg+xml,<svg onload="alert(1)"/>'],
  ])('shows only the name of a %s file at %s', (mediaType, url) => {
    const view = mountFile(mediaType, url, 'page')
    expect(view.find('a, img').exists()).toBe(false)
    expect(view.text()).toContain('page')
  })
})
