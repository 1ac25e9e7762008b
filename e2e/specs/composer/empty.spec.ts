import { expect, test } from '../../support/fixtures.ts'

for (const [name, text] of [
  ['nothing', ''],
  ['blank', ' \n\t　'],
] as const) {
  test(`a question of ${name} is refused with a reason, and not sent @main`, async ({
    chat,
    stubState,
  }) => {
    const refusal = chat.appRoot.getByText('Type a message first')
    await chat.composer.fill(text)
    await chat.composer.press('Enter')

    await expect(refusal).toBeVisible()
    await expect(chat.announcement).toHaveText('Type a message first')
    await expect(chat.composer).toHaveAccessibleDescription('Type a message first')
    await expect(chat.composer).toBeFocused()
    await expect(chat.messages).toHaveCount(0)

    await chat.composer.fill('Now I know')
    await expect(refusal).toBeHidden()
    await chat.composer.fill('')
    await chat.send.click()
    await expect(refusal).toBeVisible()
    await expect(chat.composer).toBeFocused()
    expect((await stubState()).runs).toBe(0)
  })
}
