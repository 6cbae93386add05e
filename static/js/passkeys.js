// Buttons that ask the browser for a passkey and send what it gives with their form.
// data-passkey="create" or "get"; what to ask for stands in #passkey-data, or at the address data-passkey-from.
// Without JavaScript, or in a browser that knows no passkeys, the buttons stay hidden: a code does the same.

const { webauthnJSON } = window

async function asked (button) {
  const address = button.dataset.passkeyFrom
  if (!address) return JSON.parse(document.getElementById('passkey-data').textContent)
  const answer = await fetch(address, { headers: { Accept: 'application/json' } })
  if (!answer.ok) throw new Error(answer.status === 429 ? 'Too many tries. Wait a minute.' : 'The server did not answer. Try again.')
  return answer.json()
}

function create (options, form) {
  const alone = form.elements.passwordless?.checked ?? false
  const selection = options.creation_options.publicKey.authenticatorSelection
  selection.residentKey = alone ? 'required' : 'discouraged'
  selection.requireResidentKey = alone
  if (alone) selection.userVerification = 'required'
  return webauthnJSON.create(options.creation_options)
}

function explain (problem) {
  if (problem.name === 'InvalidStateError') return 'This device has a passkey for you already.'
  if (problem.name === 'NotAllowedError') return 'Nothing was confirmed. Try again, or use another way.'
  if (problem.name === 'SecurityError') return 'Passkeys work only at the paper’s own address, and over HTTPS.'
  return problem.message
}

async function use (button) {
  const form = button.form
  const told = form.querySelector('[data-passkey-problem]')
  told.hidden = true
  button.disabled = true
  try {
    const options = await asked(button)
    const given = button.dataset.passkey === 'create' ? await create(options, form) : await webauthnJSON.get(options.request_options)
    form.elements.credential.value = JSON.stringify(given)
    form.submit()
  } catch (problem) {
    told.textContent = explain(problem)
    told.hidden = false
  } finally {
    button.disabled = false
  }
}

if (webauthnJSON?.supported()) {
  for (const button of document.querySelectorAll('[data-passkey]')) {
    button.hidden = false
    button.addEventListener('click', () => use(button))
    button.form.addEventListener('submit', event => { // Enter in a field
      if (!button.form.elements.credential.value) {
        event.preventDefault()
        use(button)
      }
    })
  }
}
