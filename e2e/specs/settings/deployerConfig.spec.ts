import { expect, test } from '../../support/fixtures.ts'

test.use({
  manualAnswers: true,
  expectedTrouble: /config\.json/,
  appConfig: {
    name: 'Company models',
    transport: 'session',
    system: 'Be kind.',
    temperature: 9,
    apiKey: 'do-not-show-me',
  },
})

test('a deployer’s settings apply, and invalid ones are reported @main', async ({
  chat,
  page,
  model,
}) => {
  const notice = page.getByRole('region', { name: 'App configuration' })
  await expect(notice).toContainText('“temperature” is 9, expected a number from 0 to 2.')
  await expect(notice).toContainText('“apiKey” looks like a secret.')
  await expect(notice).not.toContainText('do-not-show-me')
  await notice.getByRole('button', { name: 'Dismiss' }).click()
  await expect(notice).toBeHidden()

  const sent = page.waitForRequest('**/init')
  await chat.ask('Hello')
  expect((await sent).postDataJSON()).not.toHaveProperty('temperature')
  const { question, end } = await model.nextAnswer()
  expect(question.messages[0]).toEqual({ role: 'system', content: 'Be kind.' })
  end()
  await chat.settings.open()
  await expect(page.getByLabel('Server', { exact: true })).toHaveAccessibleName('Server')
  await expect(page.getByLabel('Server', { exact: true }).locator('option:checked')).toHaveText(
    'Company models',
  )
})
