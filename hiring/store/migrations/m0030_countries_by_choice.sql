-- Countries of providers were never told of the blind; from here on it is a choice, which whoever made theirs before keeps.
UPDATE blind_settings SET hides = list_append(hides, 'countries') WHERE NOT list_contains(hides, 'countries');
