import { events, testWireCases } from '../wireCase.test-helper.ts'

testWireCases([
  {
    name: 'content ends complete at [DONE]',
    body: events({ content: 'Three ' }, { content: 'blind mice' }, '[DONE]'),
    becomes: { outcome: 'complete', text: 'Three blind mice' },
  },
])
