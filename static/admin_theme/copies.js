// What the form of a post holds, and the copies of it that this browser keeps: at once, also while the blog is away.
const LIMIT = 30 * 24 * 3600 * 1000;

/** What the form would send, without what is about the sending. */
export function typed(form) {
  const data = new FormData(form);
  for (const name of ["csrfmiddlewaretoken", "key", "base", "post"]) data.delete(name);
  return JSON.stringify([...data].filter(([name, value]) => typeof value === "string" && !name.startsWith("_")));
}

export class Copies {
  constructor(user) {
    this.prefix = `crosstalk-copy:${user}:`;
  }

  /** Keep a copy; a browser without room for it is not an error, the blog keeps one as well. */
  keep(key, copy) {
    try {
      localStorage.setItem(this.prefix + key, JSON.stringify(copy));
      return true;
    } catch {
      return false;
    }
  }

  drop(key) {
    try {
      localStorage.removeItem(this.prefix + key);
    } catch {
      /* nothing is kept, then */
    }
  }

  find(key) {
    try {
      return JSON.parse(localStorage.getItem(this.prefix + key));
    } catch {
      return null;
    }
  }

  /** The newest copy of a post that was never saved and that no other page has open; old ones are dropped. */
  newest(now = Date.now()) {
    const found = [];
    try {
      for (const name of Object.keys(localStorage).filter((one) => one.startsWith(`${this.prefix}new-`))) {
        const key = name.slice(this.prefix.length);
        const copy = this.find(key);
        if (!copy || now - copy.at > LIMIT) this.drop(key);
        else found.push({ ...copy, key });
      }
    } catch {
      return null;
    }
    return found.sort((a, b) => b.at - a.at)[0] ?? null;
  }
}
