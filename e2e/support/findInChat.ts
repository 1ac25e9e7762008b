import { expect } from './fixtures.ts'
import type { ChatPage } from '../pages/ChatPage.ts'
import { seedHistory, type SeedChat } from './seedHistory.ts'

/** A chat with matches in plain text, across marks, and in Chinese. */
export const CATS: SeedChat = {
  title: 'Cats',
  askedAt: Date.now(),
  texts: [
    'What do cats do?',
    '# Cats\n\n- **Ca**ts sleep, see [here](https://cats.test/cats)\n- and hunt',
    '猫快乐吗？',
    '大家都很**快**乐，`猫`也是。',
    'Ｃats?',
    'No more.',
  ],
}

/** Opens a stored chat. */
export async function openChat(chat: ChatPage, seed: SeedChat): Promise<void> {
  await seedHistory(chat.page, [seed])
  await expect(chat.composer).toBeVisible()
  if (await chat.sidebar.opener.isVisible()) await chat.sidebar.opener.click()
  await chat.sidebar.chat(seed.title).click()
  await expect(chat.messages).toHaveCount(seed.texts?.length ?? 0)
}

/** Expects the current match, its position in the count, and that it is in view. */
export async function expectCurrent(
  { find }: ChatPage,
  text: string,
  announcement: string,
): Promise<void> {
  await expect(find.announcement).toHaveText(announcement)
  await expect.poll(() => find.marked()).toMatchObject({ current: [text], isCurrentInView: true })
}
