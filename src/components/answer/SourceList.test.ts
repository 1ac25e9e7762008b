import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import { getButton, mountWithTexts } from '../base/mount.test-helper.ts'
import SourceList from './SourceList.vue'

enableAutoUnmount(afterEach)

const mountSources = (...sources: { url: string; title?: string }[]) =>
  mountWithTexts(SourceList, {
    props: { sources: sources.map((source) => ({ type: 'source', ...source })) },
  })

describe('SourceList', () => {
  test('is a labelled list of titles and hosts', () => {
    const view = mountSources({ url: 'https://example.com/foxes', title: 'All about foxes' })
    const heading = view.get('h3')
    expect(heading.text()).toBe('Sources')
    expect(view.get('section').attributes('aria-labelledby')).toBe(heading.attributes('id'))
    expect(view.get('a').text()).toBe('All about foxes')
    expect(view.get('.host').text()).toBe('example.com')
  })

  test('opens links in a new tab without opener and referrer', () => {
    const { href, target, rel } = mountSources({ url: 'https://example.com/a' }).get('a')
      .element as HTMLAnchorElement
    expect([href, target, rel]).toEqual(['https://example.com/a', '_blank', 'noopener noreferrer'])
  })

  test('shows the first 20 sources, and 100 more with each click', async () => {
    const sources = Array.from({ length: 130 }, (_, index) => ({
      type: 'source',
      url: `https://example.com/${index}`,
    }))
    const view = mountWithTexts(SourceList, { props: { sources } })
    expect(view.findAll('li')).toHaveLength(20)
    await getButton(view, 'Show 100 more of 110').trigger('click')
    await getButton(view, 'Show 10 more of 10').trigger('click')
    expect(view.findAll('li')).toHaveLength(130)
  })

  test('shows the beginning of a very long title or URL', () => {
    const long = 'x'.repeat(100_000)
    const view = mountSources({ url: 'https://a.example/', title: long }, { url: long })
    for (const item of view.findAll('li')) expect(item.text().length).toBeLessThan(600)
  })

  test('shows the decoded URL of a source without a title', () => {
    const view = mountSources({ url: 'https://zh.example.com/%E7%8B%90%E7%8B%B8/?a=1' })
    expect(view.get('a').text()).toBe('zh.example.com/狐狸')
  })

  test.each([
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    '/settings',
    'document-3',
    '',
  ])('does not link the URL %j', (url) => {
    const view = mountSources({ url, title: 'A page' })
    expect(view.find('a').exists()).toBe(false)
    expect(view.get('li').text()).toBe('A page')
  })
})
