window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "id_str" : "1700000000000000001",
      "full_text" : "Three trawlers were boarded off Socotra https://t.co/x1",
      "created_at" : "Mon Sep 04 08:00:00 +0000 2023",
      "favorite_count" : "12",
      "retweet_count" : "3",
      "lang" : "en",
      "entities" : { "urls" : [ { "url" : "https://t.co/x1", "expanded_url" : "https://example.org/socotra" } ] }
    }
  },
  {
    "tweet" : {
      "id_str" : "1700000000000000002",
      "full_text" : "Correction &amp; thanks: two trawlers.",
      "created_at" : "Mon Sep 04 09:00:00 +0000 2023",
      "in_reply_to_status_id_str" : "1700000000000000001",
      "edit_info" : { "edit" : { "initialTweetId" : "1699999999999999999", "editControlInitial" : { "editTweetIds" : [ "1699999999999999999", "1700000000000000002" ] } } }
    }
  },
  { "noteTweet" : { "noteTweetId" : "1700000000000000003", "createdAt" : "2023-09-05T10:00:00.000Z", "core" : { "text" : "A long note about the coast guard of Yemen and its 4 boats.", "urls" : [ ] } } },
  { "tweet" : { "id_str" : "1700000000000000004", "created_at" : "Mon Sep 04 09:00:00 +0000 2023" } }
]
