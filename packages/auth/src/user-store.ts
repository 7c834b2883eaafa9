/** What the rules need to know about users. Passwords arrive here hashed. */
import type { User } from './contract/index'
import type { EndedSession } from './session-store'

export interface StoredUser extends User {
  passwordHash: string
  disabledAt: Date | null
}

export interface UserStore {
  /** The new user, or null if the email address is taken. Email addresses arrive in lower case. */
  create(user: { name: string; email: string; passwordHash: string }): Promise<User | null>
  findByEmail(email: string): Promise<StoredUser | null>
  findById(id: string): Promise<StoredUser | null>
  /**
   * Sets the hash and ends every session but `keepSid` (reason `password-change`), in one transaction. `checkedHash`: the hash that
   * the old password was checked against. If it has changed since, nothing is done: of two concurrent changes, the later would
   * otherwise undo the earlier with a password that is no longer valid.
   * @throws AuthError `WRONG_PASSWORD`
   */
  changePassword(change: {
    userId: string
    passwordHash: string
    checkedHash: string
    keepSid: string
    endedBy: string
  }): Promise<EndedSession[]>
  /**
   * Deletes the user and all their data; the sessions end (reason `account-deleted`) in the same transaction. If the password has
   * changed since it was checked, nothing is done, as above.
   * @throws AuthError `WRONG_PASSWORD`
   */
  deleteUser(deletion: { userId: string; checkedHash: string; endedBy: string }): Promise<EndedSession[]>
  /** Disables the user; the sessions end (reason `account-disabled`) in the same transaction. */
  disableUser(userId: string, endedBy: string, now: Date): Promise<EndedSession[]>
}
