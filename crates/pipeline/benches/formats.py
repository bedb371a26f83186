"""Posts a second and peak memory of each format on a generated dump: formats.py UNSPOOL FOLDER MEGABYTES [FORMAT ...].

One large document (Telegram's result.json) is made as large as the others: memory must not follow its size. Pages are
as large as they are in life, so those dumps are folders of many files.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

binary, folder, size = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) << 20
folder.mkdir(parents=True, exist_ok=True)
TEXTS = [
    "Ukrainian officials say at least 300 people left the town near Kharkiv on 24 February 2022",
    "Two convoys with 40 trucks crossed the border, according to the UN. t.me/example_channel/12",
    "Prices in Lagos rose by 12% in a week and nobody in the ministry wants to say why",
    "Shelling went on all night; the hospital has power for two hours a day",
]


def text(number):
    return f"{TEXTS[number % len(TEXTS)]} #{number}"


MAKERS = {
    "jsonl": ("", lambda n: json.dumps({"id": n, "author": f"desk{n % 50}", "created_at": "2024-01-01T00:00:00Z", "text": text(n)}) + "\n", ""),
    "csv": ("id,author,created_at,text\n", lambda n: f'{n},desk{n % 50},2024-01-01T00:00:00Z,"{text(n)}"\n', ""),
    "x-api-v1": ("", lambda n: json.dumps({"created_at": "Wed Mar 02 10:00:00 +0000 2022", "id_str": str(n), "full_text": text(n), "user": {"screen_name": f"desk{n % 50}"}}) + "\n", ""),
    "x-api-v2": ("", lambda n: json.dumps({"data": [{"id": str(n), "text": text(n), "author_id": "1"}], "includes": {"users": [{"id": "1", "username": "desk"}]}}) + "\n", ""),
    "x-archive": ("window.YTD.tweets.part0 = [", lambda n: ("," if n else "") + json.dumps({"tweet": {"id_str": str(n), "full_text": text(n)}}), "]"),
    "telegram-json": ('{"name": "Desk", "type": "public_channel", "id": 5, "messages": [', lambda n: (",\n" if n else "") + json.dumps({"id": n, "type": "message", "date_unixtime": "1646200800", "text": text(n)}), "]}"),
    "mastodon-outbox": ('{"orderedItems": [', lambda n: (",\n" if n else "") + json.dumps({"type": "Create", "object": {"id": f"https://a.example/{n}", "attributedTo": "https://a.example/users/desk", "content": f"<p>{text(n)}</p>"}}), "]}"),
    "bluesky-json": ('{"feed": [', lambda n: (",\n" if n else "") + json.dumps({"post": {"uri": f"at://did:plc:a/app.bsky.feed.post/{n}", "author": {"handle": "desk.example"}, "record": {"$type": "app.bsky.feed.post", "text": text(n), "createdAt": "2024-01-01T00:00:00Z"}}}), "]}"),
    "reddit-json": ("", lambda n: json.dumps({"id": str(n), "subreddit": "a", "body": text(n), "link_id": "t3_a", "created_utc": 1717400000}) + "\n", ""),
}

MESSAGE = (
    '<div class="message default clearfix" id="message{n}"><div class="body"><div class="pull_right date details"'
    ' title="02.03.2022 12:00:00 UTC+03:00">12:00</div><div class="from_name">Desk</div><div class="text">{text}</div></div></div>\n'
)
TWEET = (
    '<div id="tweet_{n}" class="content-tweet" data-screenname="desk" data-tweet="{n}" dir="auto">{text}'
    '<sup class="tw-permalink"><a href="https://x.com/desk/status/{n}">↗</a></sup></div>\n'
)
# As above, with the name of a file and the number of posts in it.
PAGES = {
    "telegram-html": (
        "messages{}.html",
        1000,
        '<html><body><div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">Desk</div>'
        '</div></div><div class="page_body chat_page"><div class="history">\n',
        lambda n: MESSAGE.format(n=n, text=text(n)),
        "</div></div></div></body></html>\n",
    ),
    "thread-html": ("{}.html", 20, "<html><body><h1>Thread by @desk</h1>\n", lambda n: TWEET.format(n=n, text=text(n)), "</body></html>\n"),
    "thread-text": ("{}.txt", 20, "", lambda n: f"{text(n)} /{n % 20 + 1}\n", "• • •\nForce a refresh\n"),
}


def one_file(path, before, make, after):
    """Writes one dump; gives its number of posts."""
    number = written = 0
    with path.open("w") as out:
        out.write(before)
        while written < size:
            written += out.write(make(number))
            number += 1
        out.write(after)
    return number


def many_files(path, name, posts, before, make, after):
    """Writes a folder of dumps; gives its number of posts."""
    path.mkdir()
    number = written = 0
    while written < size:
        page = before + "".join(make(n) for n in range(number, number + posts)) + after
        written += (path / name.format(number // posts)).write_text(page)
        number += posts
    return number


wanted = sys.argv[4:] or [*MAKERS, *PAGES]
for name in wanted:
    path = folder / f"{name}.dump"
    number = one_file(path, *MAKERS[name]) if name in MAKERS else many_files(path, *PAGES[name])
    start = time.monotonic()
    child = subprocess.Popen([binary, "run", str(path), "--out", str(folder / "tables")], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    told = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - start
    if status:
        sys.exit(f"{name}: unspool ended with {status}: {told.decode()}")
    print(f"{name:16} {size >> 20:5} MB {number:9} posts {number / seconds:9.0f} posts/s {usage.ru_maxrss / 1024:7.0f} MiB at the peak", flush=True)
    path.unlink() if path.is_file() else shutil.rmtree(path)
