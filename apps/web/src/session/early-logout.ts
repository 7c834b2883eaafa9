/**
 * A click on "Log out" before the page's own script takes it, as on a slow phone. The form would be posted, which offline
 * shows the browser's error page and ends nothing. So the page is hidden at once, and the click is kept for the complete
 * logout. Where the page does not come to life, the client does it alone; where there is no client, the form is posted.
 */
export const logoutAction = '/api/auth/logout'

const patienceMs = 3_000

interface EarlyLogout {
  asked: boolean
  /** The button is alive: it takes the clicks from now on. */
  taken: boolean
  logOut?: () => Promise<unknown>
}

const fromHead = (): EarlyLogout | undefined => Reflect.get(window, 'earlyLogout')

/** Runs in the head, before there is a button. */
export const earlyLogoutScript = `(function(){
var early=window.earlyLogout={asked:false,taken:false}
function post(){if(early.taken)return;early.logOut?early.logOut():this.submit()}
addEventListener('submit',function(event){
if(early.taken||event.target.getAttribute('action')!=='${logoutAction}')return
event.preventDefault()
event.stopImmediatePropagation()
if(early.asked)return
early.asked=true
document.documentElement.style.visibility='hidden'
setTimeout(post.bind(event.target),${patienceMs})
},true)})()`

/** What the client can do while the button cannot. */
export function offerEarlyLogout(logOut: () => Promise<unknown>): void {
  const early = fromHead()
  if (early) early.logOut = () => logOut().finally(show)
}

/** Does what somebody has asked for before; from now on the button takes the clicks. */
export function takeEarlyLogout(): void {
  const early = fromHead()
  if (!early || early.taken) return
  early.taken = true
  if (early.asked) void early.logOut?.()
}

/** The logout has emptied the page before this, unless there was nothing to end. */
function show(): void {
  document.documentElement.style.visibility = ''
}
