// Drives the npm package @supabase/supabase-js, unmodified, against a server. One flow is one function; a line of JSON tells
// of each, and the first thing that is not as the package's users know it ends the program.
//
// The environment says where everything is: SERVER, the directory MAIL where the server keeps its mail, the directory
// PACKAGES, the token of a super administrator in ADMIN_TOKEN, and the name of an issuer to sign in with in ISSUER. FLOWS is
// `usual`, or `mail_first` for a server that lets nobody in before mail has arrived.

import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { watch, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { SERVER, MAIL, PACKAGES, ADMIN_TOKEN, ISSUER } = process.env
const { createClient } = createRequire(`${PACKAGES}/`)('@supabase/supabase-js')

const PASSWORD = 'correct horse battery'
const HOME = `${SERVER}/app/`

// --- what the flows need ---

/** A browser's or a program's client, with a memory of its own. */
function client(auth = {}, headers = {}) {
  const kept = new Map()
  const storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
  return createClient(SERVER, 'anybody', {
    auth: { autoRefreshToken: false, detectSessionInUrl: false, storage, ...auth },
    global: { headers },
    // Node 20 has no WebSocket, and nothing here wants one.
    realtime: { transport: class {} },
  })
}

const pkceClient = () => client({ flowType: 'pkce' })

/** What was answered, when it is no error. */
function good({ data, error }) {
  if (error) throw new assert.AssertionError({ message: `refused: ${error.status} ${error.code}: ${error.message}` })
  return data
}

/** The error that has to be answered. */
function refused({ data, error }, status, code) {
  assert.ok(error, `nobody refused it: ${JSON.stringify(data)}`)
  assert.deepEqual({ status: error.status, code: error.code }, { status, code }, error.message)
  return error
}

let people = 0

/** An address nobody has used before. */
const someone = () => `person-${++people}@example.org`

/** Somebody who has signed up, and their client. */
async function signedUp(supabase = client()) {
  const email = someone()
  good(await supabase.auth.signUp({ email, password: PASSWORD }))
  return { email, supabase }
}

const read = new Set()

/** The next mail to this address whose subject begins so: its link, the secret of the link, and its code. */
async function mail(to, subject) {
  const signal = AbortSignal.timeout(30_000)
  const arrived = new Promise((resolve, reject) => {
    const look = () => {
      for (const file of readdirSync(MAIL).sort()) {
        if (read.has(file) || !file.endsWith('.eml')) continue
        const [head, body] = readFileSync(`${MAIL}/${file}`, 'utf8').split(/\r\n\r\n([^]*)/)
        if (!head.includes(`\r\nTo: ${to}\r\n`) || !head.includes(`\r\nSubject: ${subject}`)) continue
        read.add(file)
        watcher.close()
        return resolve(decoded(head, body))
      }
    }
    const watcher = watch(MAIL, look)
    signal.addEventListener('abort', () => {
      watcher.close()
      reject(new Error(`no mail "${subject}" to ${to}`))
    })
    look()
  })
  const text = await arrived
  const link = text.match(/https?:\S+\/verify\?\S+/)?.[0]
  return { text, link, secret: link && new URL(link).searchParams.get('token'), code: text.match(/\b\d{6}\b/)?.[0] }
}

function decoded(head, body) {
  const encoding = head.match(/Content-Transfer-Encoding: (\S+)/i)?.[1] ?? '7bit'
  if (encoding === '7bit') return body
  assert.equal(encoding, 'quoted-printable')
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** Opens a page as a browser does that does not go on by itself: where it is sent. */
async function sentTo(url, headers = {}) {
  const response = await fetch(url, { redirect: 'manual', headers })
  assert.ok([302, 303].includes(response.status), `${response.status} ${await response.text()}`)
  return { to: new URL(response.headers.get('location'), url), cookies: response.headers.getSetCookie() }
}

/** The code of an authenticator (RFC 6238), now or some steps of half a minute later. */
function totp(secret, later = 0) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later))
  const mac = createHmac('sha1', key).update(step).digest()
  const number = mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

// --- the flows ---

const usual = {
  async signing_up_signs_in_and_keeps_what_was_said() {
    const supabase = client()
    const events = []
    supabase.auth.onAuthStateChange((event) => void events.push(event))
    const email = someone()
    const data = { role: 'provider', full_name: 'Ada Lovelace', colour: 'green' }
    const { user, session } = good(await supabase.auth.signUp({ email, password: PASSWORD, options: { data } }))
    assert.equal(session.token_type, 'bearer')
    assert.equal(session.user.id, user.id)
    assert.ok(Math.abs(session.expires_at - Date.now() / 1000 - session.expires_in) < 30)
    assert.equal(user.email, email)
    assert.deepEqual([user.aud, user.role], ['authenticated', 'authenticated'])
    assert.deepEqual(user.app_metadata, { provider: 'email', providers: ['email'], role: 'provider' })
    assert.deepEqual(user.user_metadata, data)
    assert.equal(user.identities[0].provider, 'email')
    const kept = good(await supabase.auth.getSession())
    assert.equal(kept.session.access_token, session.access_token)
    assert.equal(good(await supabase.auth.getUser()).user.id, user.id)
    assert.ok(events.includes('SIGNED_IN'), events.join())
  },

  async an_address_that_is_taken_a_weak_password_and_nonsense_are_named() {
    const { email } = await signedUp()
    const signUp = (email, password) => client().auth.signUp({ email, password })
    refused(await signUp(email, PASSWORD), 422, 'user_already_exists')
    const short = refused(await signUp(someone(), 'short'), 422, 'weak_password')
    assert.deepEqual([short.name, short.reasons], ['AuthWeakPasswordError', ['length']])
    assert.deepEqual(refused(await signUp(someone(), 'password123'), 422, 'weak_password').reasons, ['pwned'])
    refused(await signUp('nobody', PASSWORD), 400, 'email_address_invalid')
    const asAdmin = { email: someone(), password: PASSWORD, options: { data: { role: 'admin' } } }
    refused(await client().auth.signUp(asAdmin), 400, 'validation_failed')
  },

  async our_tokens_are_verified_by_our_published_keys() {
    const { email, supabase } = await signedUp()
    const { session } = good(await supabase.auth.getSession())
    const { claims, header } = good(await supabase.auth.getClaims())
    assert.equal(header.alg, 'ES256')
    assert.equal(claims.sub, session.user.id)
    assert.deepEqual([claims.aud, claims.role, claims.email], ['authenticated', 'authenticated', email])
    assert.deepEqual([claims.aal, claims.amr[0].method], ['aal1', 'password'])
    assert.equal(claims.exp, session.expires_at)
    assert.ok(claims.session_id && claims.iss && claims.iat)
    const [head, body, signature] = session.access_token.split('.')
    const other = JSON.parse(Buffer.from(body, 'base64url'))
    other.sub = '00000000-0000-4000-8000-000000000000'
    const forged = [head, Buffer.from(JSON.stringify(other)).toString('base64url'), signature].join('.')
    const { error } = await client().auth.getClaims(forged)
    assert.equal(error?.name, 'AuthInvalidJwtError')
    refused(await client().auth.getUser(forged), 403, 'bad_jwt')
  },

  async a_password_signs_in_and_a_wrong_one_does_not() {
    const { email } = await signedUp()
    const supabase = client()
    const { user, session } = good(await supabase.auth.signInWithPassword({ email, password: PASSWORD }))
    assert.equal(user.email, email)
    assert.ok(session.refresh_token)
    for (const [email_, password] of [[email, 'wrong horse battery'], [someone(), PASSWORD]]) {
      const error = refused(await client().auth.signInWithPassword({ email: email_, password }), 400, 'invalid_credentials')
      assert.equal(error.name, 'AuthApiError')
    }
  },

  async what_is_kept_with_an_account_changes_but_not_its_role() {
    const { supabase } = await signedUp()
    const change = { data: { full_name: 'Grace', colour: 'blue', role: 'admin' } }
    const { user } = good(await supabase.auth.updateUser(change))
    assert.deepEqual(user.user_metadata, { full_name: 'Grace', colour: 'blue', role: 'seeker' })
    good(await supabase.auth.updateUser({ data: { colour: null } }))
    const again = good(await supabase.auth.getUser()).user
    assert.deepEqual(again.user_metadata, { full_name: 'Grace', role: 'seeker' })
    assert.equal(again.app_metadata.role, 'seeker')
  },

  async signing_out_ends_this_sign_in_the_others_or_all() {
    const { email, supabase } = await signedUp()
    const elsewhere = async () => {
      const other = client()
      good(await other.auth.signInWithPassword({ email, password: PASSWORD }))
      return other
    }
    const isOver = async (other) => {
      // The package hears that the session is gone, and forgets it.
      const { error } = await other.auth.getUser()
      assert.equal(error?.name, 'AuthSessionMissingError')
      assert.equal(good(await other.auth.getSession()).session, null)
    }
    const [first, second] = [await elsewhere(), await elsewhere()]
    const { access_token } = good(await first.auth.getSession()).session
    good(await first.auth.signOut({ scope: 'local' }))
    assert.equal((await first.auth.getUser(access_token)).error?.name, 'AuthSessionMissingError')
    good(await second.auth.getUser())
    good(await second.auth.signOut({ scope: 'others' }))
    await isOver(supabase)
    good(await second.auth.getUser())
    const third = await elsewhere()
    good(await second.auth.signOut())
    await isOver(third)
    assert.equal(good(await second.auth.getSession()).session, null)
  },

  async a_session_is_refreshed_and_taken_over_by_another_client() {
    const { supabase } = await signedUp()
    const before = good(await supabase.auth.getSession()).session
    const after = good(await supabase.auth.refreshSession()).session
    assert.notEqual(after.refresh_token, before.refresh_token)
    const other = client()
    const { access_token, refresh_token } = after
    assert.equal(good(await other.auth.setSession({ access_token, refresh_token })).user.id, before.user.id)
    good(await other.auth.getUser())
    const unknown = await client().auth.refreshSession({ refresh_token: 'A'.repeat(70) })
    refused(unknown, 400, 'refresh_token_not_found')
    good(await other.auth.signOut())
    refused(await supabase.auth.refreshSession(), 400, 'refresh_token_not_found')
    // The package keeps a session whose access token looks good, until it hears that there is none any more.
    assert.equal((await supabase.auth.getUser()).error?.name, 'AuthSessionMissingError')
    assert.equal(good(await supabase.auth.getSession()).session, null)
  },

  async a_session_that_is_about_to_expire_is_refreshed_unasked() {
    const { supabase } = await signedUp()
    const { session } = good(await supabase.auth.getSession())
    const key = supabase.auth.storageKey
    await supabase.auth.storage.setItem(key, JSON.stringify({ ...session, expires_at: Math.floor(Date.now() / 1000) }))
    const fresh = good(await supabase.auth.getSession()).session
    assert.notEqual(fresh.refresh_token, session.refresh_token)
    assert.ok(fresh.expires_at > Date.now() / 1000 + 600)
    good(await supabase.auth.getUser())
  },

  async a_forgotten_password_is_set_anew_by_the_mail() {
    const { email, supabase: before } = await signedUp()
    const supabase = client()
    good(await supabase.auth.resetPasswordForEmail(email, { redirectTo: HOME }))
    good(await supabase.auth.resetPasswordForEmail(someone(), { redirectTo: HOME }))
    const { secret } = await mail(email, 'Set a new password')
    good(await supabase.auth.verifyOtp({ token_hash: secret, type: 'recovery' }))
    refused(await client().auth.verifyOtp({ token_hash: secret, type: 'recovery' }), 403, 'otp_expired')
    good(await supabase.auth.updateUser({ password: 'battery staple horse' }))
    refused(await supabase.auth.updateUser({ password: 'battery staple horse' }), 422, 'same_password')
    refused(await client().auth.signInWithPassword({ email, password: PASSWORD }), 400, 'invalid_credentials')
    good(await client().auth.signInWithPassword({ email, password: 'battery staple horse' }))
    assert.equal((await before.auth.getUser()).error?.name, 'AuthSessionMissingError')
    await mail(email, 'Your password was changed')
  },

  async a_forgotten_password_is_set_anew_by_the_link_with_pkce() {
    const { email } = await signedUp()
    const supabase = pkceClient()
    good(await supabase.auth.resetPasswordForEmail(email, { redirectTo: HOME }))
    const { to } = await sentTo((await mail(email, 'Set a new password')).link)
    const { session, redirectType } = good(await supabase.auth.exchangeCodeForSession(to.searchParams.get('code')))
    assert.equal(redirectType, 'recovery')
    assert.equal(session.user.email, email)
    good(await supabase.auth.updateUser({ password: 'battery staple horse' }))
    good(await client().auth.signInWithPassword({ email, password: 'battery staple horse' }))
  },

  async a_code_from_a_mail_signs_in_once() {
    const { email } = await signedUp()
    const supabase = client()
    assert.deepEqual(good(await supabase.auth.signInWithOtp({ email })).session, null)
    const { code } = await mail(email, 'Sign in')
    const wrong = code === '000000' ? '000001' : '000000'
    refused(await client().auth.verifyOtp({ email, token: wrong, type: 'email' }), 403, 'otp_expired')
    const { user, session } = good(await supabase.auth.verifyOtp({ email, token: code, type: 'email' }))
    assert.equal(session.user.id, user.id)
    assert.ok(user.email_confirmed_at)
    refused(await client().auth.verifyOtp({ email, token: code, type: 'email' }), 403, 'otp_expired')
  },

  async an_address_is_confirmed_by_a_code_of_type_email_and_mailed_again() {
    const { email, supabase } = await signedUp()
    await mail(email, 'Confirm your e-mail address')
    good(await client().auth.resend({ type: 'signup', email, options: { emailRedirectTo: HOME } }))
    const { code } = await mail(email, 'Confirm your e-mail address')
    assert.ok(!good(await supabase.auth.getUser()).user.email_confirmed_at)
    good(await supabase.auth.verifyOtp({ email, token: code, type: 'email' }))
    assert.ok(good(await supabase.auth.getUser()).user.email_confirmed_at)
  },

  async a_magic_link_signs_in_the_browser_that_asked_for_it() {
    const { email } = await signedUp()
    const [supabase, thief] = [pkceClient(), pkceClient()]
    const ask = { email, options: { emailRedirectTo: `${HOME}?from=mail` } }
    good(await supabase.auth.signInWithOtp(ask))
    const { to } = await sentTo((await mail(email, 'Sign in')).link)
    assert.equal(to.origin + to.pathname, HOME)
    assert.equal(to.searchParams.get('from'), 'mail')
    const code = to.searchParams.get('code')
    const { session } = good(await supabase.auth.exchangeCodeForSession(code))
    assert.equal(session.user.email, email)
    good(await supabase.auth.getUser())
    // Another browser has another verifier.
    good(await thief.auth.signInWithOtp(ask))
    refused(await thief.auth.exchangeCodeForSession(code), 400, 'flow_state_not_found')
  },

  async a_magic_link_without_pkce_brings_the_tokens_behind_the_hash() {
    const { email } = await signedUp()
    const supabase = client()
    good(await supabase.auth.signInWithOtp({ email, options: { emailRedirectTo: HOME } }))
    const { link } = await mail(email, 'Sign in')
    const members = new URLSearchParams((await sentTo(link)).to.hash.slice(1))
    assert.deepEqual([members.get('token_type'), members.get('type')], ['bearer', 'magiclink'])
    const [access_token, refresh_token] = [members.get('access_token'), members.get('refresh_token')]
    assert.equal(good(await supabase.auth.setSession({ access_token, refresh_token })).user.email, email)
    const late = new URLSearchParams((await sentTo(link)).to.hash.slice(1))
    assert.deepEqual([late.get('error'), late.get('error_code')], ['access_denied', 'otp_expired'])
  },

  async an_unknown_address_gets_neither_mail_nor_account_nor_another_answer() {
    const stranger = someone()
    assert.deepEqual(good(await client().auth.signInWithOtp({ email: stranger })).session, null)
    // What was asked for later has been mailed, and nothing to the stranger.
    const { email } = await signedUp()
    await mail(email, 'Confirm your e-mail address')
    const kept = readdirSync(MAIL).filter((file) => file.endsWith('.eml'))
    assert.ok(!kept.some((file) => readFileSync(`${MAIL}/${file}`, 'utf8').includes(stranger)))
    refused(await client().auth.verifyOtp({ email: stranger, token: '123456', type: 'email' }), 403, 'otp_expired')
  },

  async an_address_is_changed_by_the_code_or_the_link_that_went_to_the_new_one() {
    const { email, supabase } = await signedUp(pkceClient())
    const [second, third] = [someone(), someone()]
    good(await supabase.auth.updateUser({ email: second }))
    assert.equal(good(await supabase.auth.getUser()).user.email, email)
    const { code } = await mail(second, 'Confirm your new e-mail address')
    const changed = good(await supabase.auth.verifyOtp({ email: second, token: code, type: 'email_change' }))
    assert.equal(changed.user.email, second)
    await mail(email, 'Your e-mail address was changed')
    good(await supabase.auth.updateUser({ email: third }, { emailRedirectTo: HOME }))
    const { to } = await sentTo((await mail(third, 'Confirm your new e-mail address')).link)
    good(await supabase.auth.exchangeCodeForSession(to.searchParams.get('code')))
    assert.equal(good(await supabase.auth.getUser()).user.email, third)
    refused(await client().auth.signInWithPassword({ email, password: PASSWORD }), 400, 'invalid_credentials')
    good(await client().auth.signInWithPassword({ email: third, password: PASSWORD }))
  },

  async a_second_factor_is_enrolled_asked_for_and_taken_away() {
    const { email, supabase } = await signedUp()
    const { mfa } = supabase.auth
    const factor = good(await mfa.enroll({ factorType: 'totp', friendlyName: 'telephone' }))
    assert.ok(factor.totp.qr_code.startsWith('data:image/svg+xml;utf-8,'))
    assert.ok(factor.totp.uri.startsWith('otpauth://totp/'))
    const { secret } = factor.totp
    const challenge = good(await mfa.challenge({ factorId: factor.id }))
    assert.ok(challenge.expires_at > Date.now() / 1000)
    const answer = (code) => mfa.verify({ factorId: factor.id, challengeId: challenge.id, code })
    const wrong = totp(secret) === '000000' ? '000001' : '000000'
    refused(await answer(wrong), 422, 'mfa_verification_failed')
    const code = totp(secret)
    assert.ok(good(await answer(code)).access_token)
    refused(await answer(code), 422, 'mfa_verification_failed')
    const level = good(await mfa.getAuthenticatorAssuranceLevel())
    assert.deepEqual([level.currentLevel, level.nextLevel], ['aal2', 'aal2'])
    assert.deepEqual(level.currentAuthenticationMethods.map((proof) => proof.method), ['totp', 'password'])

    const again = client()
    good(await again.auth.signInWithPassword({ email, password: PASSWORD }))
    const half = good(await again.auth.mfa.getAuthenticatorAssuranceLevel())
    assert.deepEqual([half.currentLevel, half.nextLevel], ['aal1', 'aal2'])
    refused(await again.auth.updateUser({ data: { colour: 'red' } }), 403, 'insufficient_aal')
    const factors = good(await again.auth.mfa.listFactors())
    assert.deepEqual(factors.totp.map(({ id, friendly_name, status }) => [id, friendly_name, status]), [
      [factor.id, 'telephone', 'verified'],
    ])
    refused(await again.auth.mfa.unenroll({ factorId: factor.id }), 403, 'insufficient_aal')
    good(await again.auth.mfa.challengeAndVerify({ factorId: factor.id, code: totp(secret, 1) }))
    assert.equal(good(await again.auth.mfa.getAuthenticatorAssuranceLevel()).currentLevel, 'aal2')
    assert.equal(good(await again.auth.mfa.unenroll({ factorId: factor.id })).id, factor.id)
    good(await again.auth.refreshSession())
    assert.deepEqual(good(await again.auth.mfa.listFactors()).all, [])
    const unknown = { factorId: '00000000-0000-4000-8000-000000000000' }
    refused(await again.auth.mfa.challenge(unknown), 404, 'mfa_factor_not_found')
  },

  async an_account_elsewhere_signs_in() {
    const come = async () => {
      const supabase = pkceClient()
      const options = { redirectTo: HOME, skipBrowserRedirect: true }
      const { url } = good(await supabase.auth.signInWithOAuth({ provider: ISSUER, options }))
      const away = await sentTo(url)
      const cookie = away.cookies.map((cookie) => cookie.split(';')[0]).join('; ')
      const back = await sentTo(away.to)
      const { to } = await sentTo(back.to, { cookie })
      assert.equal(to.origin + to.pathname, HOME)
      return good(await supabase.auth.exchangeCodeForSession(to.searchParams.get('code'))).session.user
    }
    const [first, second] = [await come(), await come()]
    assert.equal(second.id, first.id)
    assert.equal(first.email, 'elsewhere@example.org')
    assert.ok(first.email_confirmed_at)
    assert.deepEqual(first.identities.map(({ provider }) => provider), ['email', ISSUER])
    assert.notEqual(first.identities[0].identity_id, first.identities[1].identity_id)
    assert.deepEqual(second.identities.map(({ identity_id }) => identity_id), first.identities.map(({ identity_id }) => identity_id))
    const unknown = await fetch(`${SERVER}/auth/v1/authorize?provider=nobody`, { redirect: 'manual' })
    assert.deepEqual([unknown.status, (await unknown.json()).error_code], [400, 'provider_disabled'])
  },

  async an_administrator_lists_shuts_out_and_deletes() {
    const { email, supabase } = await signedUp()
    const { id } = good(await supabase.auth.getUser()).user
    const { admin } = client({}, { Authorization: `Bearer ${ADMIN_TOKEN}` }).auth
    const all = good(await admin.listUsers())
    assert.ok(all.users.some((user) => user.id === id))
    assert.equal(all.users.length, Math.min(all.total, 50))
    const found = []
    for (let page = 1; page; ) {
      const some = good(await admin.listUsers({ page, perPage: 5 }))
      found.push(...some.users.map((user) => user.id))
      page = some.nextPage
    }
    assert.equal(new Set(found).size, all.total)
    assert.equal(found.length, all.total)
    assert.equal(good(await admin.getUserById(id)).user.email, email)
    assert.ok(good(await admin.updateUserById(id, { ban_duration: '1h30m' })).user.banned_until)
    assert.equal((await supabase.auth.getUser()).error?.name, 'AuthSessionMissingError')
    refused(await client().auth.signInWithPassword({ email, password: PASSWORD }), 400, 'user_banned')
    good(await admin.updateUserById(id, { ban_duration: 'none' }))
    good(await client().auth.signInWithPassword({ email, password: PASSWORD }))
    good(await admin.deleteUser(id))
    refused(await admin.getUserById(id), 404, 'user_not_found')
    refused(await client().auth.signInWithPassword({ email, password: PASSWORD }), 400, 'invalid_credentials')
  },

  async whoever_is_no_administrator_is_told_so() {
    const { supabase } = await signedUp()
    const { access_token } = good(await supabase.auth.getSession()).session
    const seeker = client({}, { Authorization: `Bearer ${access_token}` })
    refused(await seeker.auth.admin.listUsers(), 403, 'not_admin')
    refused(await client().auth.admin.listUsers(), 403, 'bad_jwt')
    refused(await client().auth.getUser('nonsense'), 403, 'bad_jwt')
    assert.equal((await client().auth.getUser()).error?.name, 'AuthSessionMissingError')
  },
}

const mail_first = {
  async signing_up_waits_for_the_link_and_tells_nobody_which_addresses_are_known() {
    const supabase = pkceClient()
    const email = someone()
    const signUp = () => supabase.auth.signUp({ email, password: PASSWORD, options: { emailRedirectTo: HOME } })
    const { user, session } = good(await signUp())
    assert.deepEqual([user.email, session], [email, null])
    assert.ok(!user.email_confirmed_at)
    refused(await client().auth.signInWithPassword({ email, password: PASSWORD }), 400, 'email_not_confirmed')
    const { to } = await sentTo((await mail(email, 'Confirm your e-mail address')).link)
    const signedIn = good(await supabase.auth.exchangeCodeForSession(to.searchParams.get('code')))
    assert.equal(signedIn.user.email, email)
    assert.ok(signedIn.user.email_confirmed_at)
    good(await client().auth.signInWithPassword({ email, password: PASSWORD }))

    const again = good(await signUp())
    const shape = (user) => JSON.stringify({ ...user, id: 0, created_at: 0, updated_at: 0, identities: user.identities.length })
    assert.equal(shape(again.user), shape(user))
    assert.equal(again.session, null)
    await mail(email, 'You have an account already')
  },

  async signing_up_waits_for_the_code() {
    const supabase = client()
    const email = someone()
    assert.equal(good(await supabase.auth.signUp({ email, password: PASSWORD })).session, null)
    const { code } = await mail(email, 'Confirm your e-mail address')
    const { session } = good(await supabase.auth.verifyOtp({ email, token: code, type: 'signup' }))
    assert.equal(session.user.email, email)
    assert.ok(good(await supabase.auth.getUser()).user.email_confirmed_at)
  },
}

for (const [flow, run] of Object.entries({ usual, mail_first }[process.env.FLOWS])) {
  try {
    await run()
  } catch (error) {
    console.error(`${flow}: ${error.stack}`)
    process.exit(1)
  }
  console.log(JSON.stringify({ flow, ok: true }))
}
