import { events, jsonLines, namedEvent, testWireCases } from '../wireCase.test-helper.ts'

const NDJSON = { 'content-type': 'application/x-ndjson' }
const chunk = (delta: object, finish_reason: string | null = null) => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason }],
})

// Endings with a proof.
testWireCases([
  {
    name: 'content ends complete at [DONE]',
    body: events({ content: 'Three ' }, { content: 'blind mice' }, '[DONE]'),
    becomes: { outcome: 'complete', text: 'Three blind mice' },
  },
  {
    name: 'a quoted [DONE] after content ends the answer complete',
    body: events({ content: 'See how' }, { content: ' they run' }, '"[DONE]"', { content: 'x' }),
    becomes: { outcome: 'complete', text: 'See how they run' },
  },
  {
    name: 'a quoted [DONE] after a finish reason is ignored by a pinned openai',
    options: { dialect: 'openai' },
    body: events(chunk({ content: 'Mice' }), chunk({}, 'stop'), ' "[DONE]" '),
    becomes: { outcome: 'complete', text: 'Mice' },
  },
  {
    name: 'a quoted [DONE] ends a stream of plain text',
    body: events('All', ' of them', '"[DONE]"'),
    becomes: { outcome: 'complete', text: 'All of them' },
  },
  {
    name: 'a payload of the type `end` proves the end of unknown JSON with a text',
    body: events({ token: 'Ru' }, { token: 'n' }, { type: 'end' }),
    becomes: { outcome: 'complete', text: 'Run' },
  },
  {
    name: 'an event `done` without content ends an answer complete, and empty',
    body: [namedEvent('done', '')],
    becomes: { outcome: 'complete', text: '' },
  },
  {
    name: 'an empty content and an end mark end an answer complete, and empty',
    options: { dialect: 'content' },
    body: events({ content: '' }, '[DONE]'),
    becomes: { outcome: 'complete', text: '' },
  },
  {
    name: 'a role without text and [DONE] end an answer complete, and empty',
    options: { dialect: 'openai' },
    body: events({ choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] }, '[DONE]'),
    becomes: { outcome: 'complete', text: '' },
  },
  {
    name: 'a finish reason without text ends an answer complete, and empty',
    body: events(chunk({ role: 'assistant', content: '' }), chunk({}, 'stop'), '[DONE]'),
    becomes: { outcome: 'complete', text: '' },
  },
  ...[{ content: '' }, { text: '', done: null }, { choices: [{ delta: { content: '' } }] }].map(
    (payload) => ({
      name: `an end mark after an empty text is complete, and empty: ${JSON.stringify(payload)}`,
      body: events(payload, '[DONE]'),
      becomes: { outcome: 'complete', text: '' } as const,
    }),
  ),
  {
    name: 'the event `close` after an empty text is complete in a pinned content, and empty',
    options: { dialect: 'content' },
    body: [...events({ content: '' }), namedEvent('close', '')],
    becomes: { outcome: 'complete', text: '' },
  },
  {
    name: 'a clean end after content is complete',
    body: events({ content: 'After the farmer’s wife' }),
    becomes: { outcome: 'complete', text: 'After the farmer’s wife' },
  },
])

// Endings without a proof.
testWireCases([
  {
    name: 'an empty event stream fails',
    body: [': connected\n\n'],
    becomes: { outcome: 'failed', kind: 'incomplete', text: '' },
  },
  {
    name: 'an empty event stream fails with a pinned content',
    options: { dialect: 'content' },
    body: ['\n'],
    becomes: { outcome: 'failed', kind: 'incomplete' },
  },
  {
    name: 'an empty event stream fails with a pinned text',
    options: { dialect: 'text' },
    body: [': ping\n\n'],
    becomes: { outcome: 'failed', kind: 'incomplete' },
  },
  {
    name: 'a usage record without text fails a pinned content',
    options: { dialect: 'content' },
    body: events({ usage: { total_tokens: 9 } }),
    becomes: { outcome: 'failed', kind: 'incomplete', text: '' },
  },
  {
    name: 'a usage record without text fails',
    body: events({ usage: { input_tokens: 5, output_tokens: 0 } }),
    becomes: { outcome: 'failed', kind: 'format', text: '' },
  },
  {
    name: 'a usage record and [DONE] without text fails',
    body: events({ usage: { total_tokens: 2 } }, '[DONE]'),
    becomes: { outcome: 'failed', kind: 'format', text: '' },
  },
  {
    name: '`done: true` in payloads of unknown shape fails',
    body: events({ word: 'See', done: false }, { word: ' how', done: false }, { done: true }),
    becomes: { outcome: 'failed', kind: 'format', message: '"word":"See"', text: '' },
  },
  {
    name: '`done: true` in lines of unknown shape fails',
    headers: NDJSON,
    body: jsonLines({ part: { w: 'They' }, done: false }, { part: { w: 'all' }, done: true }),
    becomes: { outcome: 'failed', kind: 'format', text: '' },
  },
  {
    name: '`done: true` as the only payload fails',
    body: events({ done: true }),
    becomes: { outcome: 'failed', text: '' },
  },
  {
    name: 'pieces without a finish reason are truncated',
    body: events(chunk({ content: 'They all' })),
    becomes: { outcome: 'truncated', kind: 'incomplete', text: 'They all' },
  },
  {
    name: 'a finish reason that is the text `null` proves nothing',
    body: events(chunk({ content: 'ran' }, 'null'), chunk({ content: ' after' }, 'null')),
    becomes: { outcome: 'truncated', text: 'ran after' },
  },
  {
    name: 'a finish reason that is the text `null` proves nothing to a pinned openai',
    options: { dialect: 'openai' },
    body: events(chunk({ content: 'the' }, 'null'), chunk({ content: ' farmer' }, 'null')),
    becomes: { outcome: 'truncated', text: 'the farmer' },
  },
  {
    name: 'a finish reason after the text `null` is the end',
    body: events(chunk({ content: 'the' }, 'null'), chunk({ content: ' wife' }, 'stop')),
    becomes: { outcome: 'complete', finishReason: 'stop', text: 'the wife' },
  },
  {
    name: 'a role without text and without a finish reason fails',
    body: events(chunk({ role: 'assistant', content: '' })),
    becomes: { outcome: 'failed', kind: 'incomplete', text: '' },
  },
  {
    name: 'a tool call without text is content',
    body: events({ tool: { id: 't1', name: 'cut', args: '{"tails":3}' } }),
    becomes: { outcome: 'complete', tools: 'cut({"tails":3})' },
  },
  {
    name: 'reasoning without text is content',
    body: events({ reasoning: 'With a carving knife?' }),
    becomes: { outcome: 'complete', reasoning: 'With a carving knife?' },
  },
])
