import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import { ChatStreamError } from '../../core/errors.ts'
import ChatThread from '../thread/ChatThread.vue'
import { messageOf } from '../base/messages.test-helper.ts'
import { mountWithTexts } from '../base/mount.test-helper.ts'

enableAutoUnmount(afterEach)

const error = new ChatStreamError('network', 'No answer from http://localhost')

/** Elements that screen readers speak on their own when their text changes, or when they appear. */
const LIVE = '[role=alert], [role=status], [aria-live]:not([aria-live=off]), output'

test.each(['failed', 'truncated', 'refused', 'stopped'] as const)(
  'ChatThread creates no live region for a stored answer that is %s',
  (outcome) => {
    const answer = messageOf('assistant', 'Once', { outcome, error })
    const thread = mountWithTexts(ChatThread, {
      props: { messages: [messageOf('user', 'Hi'), answer], queue: [], status: 'ready' },
    })
    expect(thread.text()).toContain('Once')
    expect(thread.findAll(LIVE)).toEqual([])
  },
)
